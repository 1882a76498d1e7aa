/**
 * The zero of a continuous function between two points where its signs differ (Chandrupatla 1997: inverse quadratic
 * interpolation where it is safe, bisection elsewhere). An end that is itself a zero is returned.
 *
 * @param f finite on the whole range
 * @param from,to ends of the range; f(from) and f(to) do not have the same sign
 * @returns x, to about 15 digits of its own size
 */
export function findRoot(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [to, from];
  let [fa, fb] = [f(a), f(b)];
  let [c, fc] = [a, fa];
  let step = 0.5;
  for (let iteration = 0; iteration < 200; iteration++) {
    const x = a + step * (b - a);
    const fx = f(x);
    if (Math.sign(fx) === Math.sign(fa)) [c, fc] = [a, fa];
    else [c, fc, b, fb] = [b, fb, a, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const smallest = (2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE) / Math.abs(b - a);
    if (smallest > 0.5 || fa === 0 || fb === 0) return best;
    step = Math.min(1 - smallest, Math.max(smallest, nextStep(a, fa, b, fb, c, fc)));
  }
  return a;
}

function nextStep(a: number, fa: number, b: number, fb: number, c: number, fc: number): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  if (phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi) {
    return (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
  }
  return 0.5;
}
