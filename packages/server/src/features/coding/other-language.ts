/**
 * A cheap test by function words, for refusing what an English lexicon cannot judge. It knows Dutch, German, French,
 * Spanish, Italian, Portuguese and the Scandinavian languages by their words, any other by having no English ones, and
 * takes a short text without function words as English.
 */
const englishWords = new Set(
  `a about after all an and are as at be been but by can could did do does for from had has have he her his how i if in
  into is it it's its just my no not of on one or our out she so than that the their them then there they this to up us
  was we were what when where which who why will with would you your don't i'm here's that's what's`.split(/\s+/u),
);

/** Words of those languages that are no English words, or only rare ones. */
const otherWords = new Set(
  `het een van niet zijn voor aan ook maar naar wordt deze ik je jij hij wij ze wat hoe waarom dit dat bij uit geen meer
  nog uw jouw mijn onze hebben heeft werd worden door tot kunt kan alleen vandaag nu
  der das und ist nicht ein eine einen einem eines ich du wir ihr sie mit auf für von dem den des zu zum zur auch sich
  wie warum dieser diese dieses haben hat wird werden sind bei nach oder aber nur noch jetzt heute dein deine ihre
  le la les des du un une et est dans pour pas que qui ne vous nous je tu il elle sur avec ce cette ces sont mais plus
  votre vos notre comment pourquoi aux au par c'est
  el los las del una y es en por con para como pero más mas su sus lo te se este esta estos qué por muy hoy ahora
  di che il gli della dei nel per sono non una con questo questa perche come piu anche oggi
  o os da dos em um uma não nao com seu sua você voce isso mais
  och att det som inte jag är ar på ett för av vi til og ikke er jeg der med på`
    .split(/\s+/u)
    .map((word) => word.normalize('NFKD').replace(/[\u0300-\u036f]/gu, '')),
);

const letter = /\p{L}/gu;
const latinLetter = /\p{Script=Latin}/gu;
/** Characters that are looked at for the script, and words for the language: the beginning says enough. */
const lookedAt = { signs: 2000, words: 400 };
/** So many words in a row without one English function word are not English. */
const enoughWords = 16;

/** Whether a text is clearly not English. `keys` are its words in small letters without accents. */
export function isOtherLanguage(plain: string, keys: readonly string[]): boolean {
  const beginning = plain.slice(0, lookedAt.signs);
  const letters = beginning.match(letter)?.length ?? 0;
  if (letters > 0 && (beginning.match(latinLetter)?.length ?? 0) < letters / 2) return true;
  let [english, other, seen] = [0, 0, 0];
  const different = new Set<string>();
  for (const key of keys.slice(0, lookedAt.words)) {
    seen++;
    if (englishWords.has(key)) english++;
    else if (otherWords.has(key)) {
      other++;
      different.add(key);
    }
  }
  return (different.size >= 2 && other > english) || (seen >= enoughWords && english === 0);
}
