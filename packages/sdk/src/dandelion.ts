import { startFromPage } from './from-page.ts';

/** The script of one line of HTML. */
startFromPage();
