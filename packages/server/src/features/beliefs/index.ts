export { scoreFile } from './score-file.ts';
