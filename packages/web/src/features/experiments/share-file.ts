/** Hands a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has begun by then; before, the address must stay.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const longest = 60;

/** A name that every system takes, from a title in any script. */
export function fileName(title: string, ending: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const short = [...words]
    .slice(0, longest)
    .join('')
    .replace(/^-+|-+$/g, '');
  return `${['dandelion', short].filter((part) => part !== '').join('-')}.${ending}`;
}
