import type { ColumnLook } from './column-look.ts';

/** Which columns of a file of many tests seem to say what variations are made of, by their usual names. */

const textNames =
  /^(headlines?|subject|subject_?lines?|title|sub_?title|sub_?headline|pre_?header|preview(_?text)?|button|button_?(text|label|copy)|cta(_?(text|label|copy))?|call_to_action|copy|body|body_?(text|copy)|text|slogan|claim|tagline|teaser|caption|message|(ad|email|mail|page)_?(text|copy|title|headline|subject)|betreff(zeile)?|schlagzeile|ueberschrift|(ue|u)berschrift|titel|titelzeile|knopf(text)?|schaltflaeche|nachricht|onderwerp(regel)?|kop|koptekst|knop(tekst)?|tekst|boodschap|ondertitel)(_?\d)?$/;
const heldNames =
  /^(hero_?|header_?|main_?|lead_?|cover_?)?(image|img|picture|photo|thumbnail|visual|banner|eyecatcher|bild|foto|titelbild|afbeelding|plaatje)(_?(id|url|name|file|nr|no|key|hash))?(_?\d)?$/;

/** `text` is read by coders, `held` must be equal where texts are compared. */
export function guessContent({ plain, numbers, filled }: ColumnLook): 'text' | 'held' | null {
  if (filled.length === 0) return null;
  if (heldNames.test(plain)) return 'held';
  return numbers === null && textNames.test(plain) ? 'text' : null;
}
