import './seed-head.css';

/** The only illustration of the product: a seed head, and one seed that leaves in gold. */

type Seed = readonly [rootX: number, rootY: number, tipX: number, tipY: number];

const head: readonly Seed[] = [
  [129, 120.6, 158.9, 122.6],
  [124.9, 121, 168.1, 129.4],
  [128.2, 123.8, 155.4, 136.4],
  [124.1, 122.8, 160.3, 147.9],
  [126.3, 126.5, 147.1, 148],
  [122.8, 124.1, 147.7, 160.4],
  [123.4, 128.3, 134.6, 156.2],
  [121, 124.9, 129.9, 168],
  [120.2, 129, 121, 159],
  [119.2, 124.9, 111.8, 168.3],
  [117, 128.5, 107.1, 156.8],
  [117.5, 124.4, 95.9, 162.7],
  [114.5, 127.1, 96, 150.7],
  [116.1, 123.1, 81.4, 150.2],
  [112.3, 124.7, 86.6, 140.2],
  [115.2, 121.5, 73.2, 134.6],
  [111.1, 121.5, 81.6, 126.6],
  [115, 120, 71, 119.7],
  [111.3, 117.7, 82.3, 110],
  [115.4, 118.1, 74.6, 101.6],
  [112.6, 114.8, 88.1, 97.6],
  [116.3, 116.6, 84.1, 86.7],
  [114.8, 112.7, 97.5, 88.2],
  [118.1, 115.4, 101.2, 74.8],
  [117.7, 111.3, 110, 82.3],
  [119.8, 115, 117.6, 71.1],
  [121.2, 111.1, 125.4, 81.4],
  [121.6, 115.2, 135.2, 73.4],
  [124, 112, 137.5, 85.2],
  [124.9, 119.2, 168.4, 112.4],
];

const flying: readonly Seed[] = [
  [196, 62, 213.6, 45.6],
  [232, 34, 253.1, 22.5],
  [246, 84, 268.5, 75.8],
];

const leaving: Seed = [282, 22, 303.6, 11.6];

/** Rays of the tuft, in radians from the seed's own direction. */
const rays = [-1.08, -0.72, -0.36, 0, 0.36, 0.72, 1.08];
const rayLength = 13;

function tuft([rootX, rootY, tipX, tipY]: Seed): string {
  const direction = Math.atan2(tipY - rootY, tipX - rootX);
  return rays
    .map((ray) => {
      const x = tipX + rayLength * Math.cos(direction + ray);
      const y = tipY + rayLength * Math.sin(direction + ray);
      return `M${tipX} ${tipY}L${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

function OneSeed({ seed, gold = false }: { seed: Seed; gold?: boolean }) {
  const [rootX, rootY, tipX, tipY] = seed;
  return (
    <g className={gold ? 'seed gold' : 'seed'}>
      <path d={`M${rootX} ${rootY}L${tipX} ${tipY}${tuft(seed)}`} />
      <circle cx={rootX} cy={rootY} r={1.6} />
    </g>
  );
}

export function SeedHead() {
  return (
    <svg className="seed-head" viewBox="0 0 330 280" aria-hidden="true">
      {[...head, ...flying].map((seed) => (
        <OneSeed key={seed.join()} seed={seed} />
      ))}
      <path className="stem" d="M120 132C122 190 116 230 104 280" />
      <OneSeed seed={leaving} gold />
    </svg>
  );
}
