/** The only reader of the environment. */

/** Whether the terminal can show characters beyond ASCII, going by its locale. */
export const writesUnicode = (): boolean =>
  !/^(C|POSIX)$/.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || 'UTF-8');
