/** Sizes of files as people read them: "850 kB", "6.2 MB", "1.4 GB". Powers of ten, as file managers show them. */

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

function unitOf(bytes: number): number {
  const power = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
  return Math.min(units.length - 1, power);
}

/** One place below ten, none above; bytes are whole. */
function inUnit(bytes: number, unit: number): string {
  const value = bytes / 1000 ** unit;
  const places = unit === 0 || value >= 99.95 ? 0 : 1;
  return value.toFixed(places).replace(/\.0$/, '');
}

export function bytesInWords(bytes: number): string {
  const unit = unitOf(bytes);
  // 999,960 bytes would be "1000 kB".
  const rounded = Number(inUnit(bytes, unit)) >= 1000 && unit < units.length - 1 ? unit + 1 : unit;
  return `${inUnit(bytes, rounded)} ${units[rounded]}`;
}

/** "6.2 of 10 MB": both in the unit of the whole. */
export function bytesOf(loaded: number, total: number): string {
  const unit = unitOf(total);
  return `${inUnit(loaded, unit)} of ${inUnit(total, unit)} ${units[unit]}`;
}
