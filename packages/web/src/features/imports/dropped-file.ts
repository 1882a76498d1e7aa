import { texts } from '../../texts/imports.ts';

/** The one file that was dropped, or why it cannot be taken; null where nothing like a file was dropped. */
export function droppedFile({ items, files }: DataTransfer): File | string | null {
  if (files.length === 0) return null;
  if (files.length > 1) return texts.several;
  const [item] = [...items].filter(({ kind }) => kind === 'file');
  if (item?.webkitGetAsEntry?.()?.isDirectory) return texts.folder;
  return files[0] ?? null;
}
