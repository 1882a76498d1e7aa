/** Where somebody asks. The same choice is an option of a command or a field of a page, and a sentence names it so. */
export type Door = 'command-line' | 'page';

const names = {
  variation: { 'command-line': '--variation', page: '“Variation”' },
  control: { 'command-line': '--control', page: '“Control”' },
  split: { 'command-line': '--split', page: '“Planned split”' },
  unit: { 'command-line': '--unit', page: '“Unit”' },
  metrics: { 'command-line': '--metric', page: '“Metrics”' },
  segments: { 'command-line': '--segment', page: '“Segments”' },
  attributes: { 'command-line': '--attribute', page: '“Attributes”' },
  search: { 'command-line': '--search', page: '“For whom does it work?”' },
  covariate: { 'command-line': '--covariate', page: '“Covariate”' },
  test: { 'command-line': '--test', page: '“Many tests in one file”' },
  where: { 'command-line': '--where', page: '“Only rows where”' },
  peeked: { 'command-line': '--peeked', page: '“Looked before the end”' },
} satisfies Record<string, Record<Door, string>>;

export type Choice = keyof typeof names;

/** What a choice is called: "--split", "“Planned split”". */
export const choiceName = (door: Door, choice: Choice): string => names[choice][door];

/** By what means: "with --split", "under “Planned split”". */
export const byChoice = (door: Door, choice: Choice): string =>
  `${door === 'page' ? 'under' : 'with'} ${choiceName(door, choice)}`;
