/** The list with only the tests of one import. */
export const ofImport = (importId: string): { import: string } => ({ import: importId });
