import sans from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import serif from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url';
import type { EmbeddedFonts } from './share-svg.ts';

/** The fonts of the page, from where the page has them, as text that a picture can carry. */

async function base64(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`No font at ${address}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let text = '';
  // In parts: a call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(text);
}

export async function readFonts(): Promise<EmbeddedFonts> {
  const [first, second] = await Promise.all([base64(sans), base64(serif)]);
  return { sans: first, serif: second };
}
