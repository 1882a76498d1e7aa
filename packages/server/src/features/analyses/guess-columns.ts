import type { Practical } from '@dandelion-loop/contract';
import type { MetricRequest } from './request.ts';

/**
 * What columns are usually called, in English, German and Dutch. For options that were left out (`guessVariation` and the others below;
 * a guess is always told in the notes), and for what an upload's columns are shown as (`guessRoles`, which looks at values as well).
 */

/** "Test group", "testGroup", "test-group" and "test_group" are one name; "Größe (cm)" is "grosse". */
export const plainName = (name: string): string =>
  name
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, '_')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');

/** Of "number of unique clicks", the clicks; of "Umsatz in EUR", the Umsatz. */
const coreName = (name: string): string =>
  plainName(name)
    .replace(
      /^((davon|daarvan|number_of|num|no_of|nr_of|sum_of|total|unique|anzahl|gesamt|eindeutige|aantal|totaal|unieke)_)+/,
      '',
    )
    .replace(/_(total|unique|gesamt|totaal|(in_)?(eur|euro|usd|gbp|chf|dollars?|pounds?))$/, '');

export const variationNames =
  /^((test|ab|a_b|split|experiment|exp|versuchs?)_?)?(variation|variant|variante|varianten|group|groupe|grp|gruppe|groep|arm|treatment|treated|behandlung|behandeling|bucket|cell|zelle|version|versie)(_(id|name|nr))?$/;
/** Of columns that are the variation only when their values look like it. */
export const perhapsVariationNames =
  /^(segment|cohort|kohorte|cohorte|campaign|kampagne|campagne|offer|angebot|aanbod|creative|template|vorlage|sjabloon|message|nachricht|bericht|subject|subject_line|betreff|betreffzeile|onderwerp|onderwerpregel|headline|mailing|newsletter|nieuwsbrief|design|landing_?page|ad|anzeige|advertentie|condition|bedingung|conditie|exposed|assigned|assignment|zuteilung|toewijzing)(_(id|name|nr|group))?$/;
export const testNames =
  /^((ab|a_b|split)_?)?(test|experiment|versuch|proef)(_?(id|name|nr|no|number|nummer|key|code))?$|_(test|experiment)_(id|key|name)$/;
/** Of columns that tell tests apart only where each of their values has variations. */
export const perhapsTestNames =
  /^(campaign|kampagne|campagne|mailing|newsletter|nieuwsbrief|actie|aktion)(_?(id|name|nr|no|number|nummer|key|code))?$/;
export const periodNames =
  /^((test|start|started|launch|event|created|sent|versand|verzend|sende)_?)?(date|day|week|month|period|timestamp|time|datum|tag|dag|woche|kw|kalenderwoche|monat|maand|zeitraum|periode|zeitpunkt|tijdstip)$|^(started|created|launched|sent)_(at|on)$|^(started|created)$/;
const successNames =
  /^(conversions?|converted|clicks?|clicked|opens?|opened|visits?|visited|signups?|sign_ups?|registrations?|registered|subscribed|subscriptions?|unsubscribes?|unsubscribed|purchases?|purchased|bought|orders|ordered|bookings|booked|downloads?|downloaded|donated|renewed|renewals?|retained|activated|churn|churned|responded|responses?|replies|replied|leads|successes|konversion(en)?|konvertiert|klicks?|geklickt|ge?(oe|o)ffnete?|(oe|o)ffnungen|besuche?|besucht|anmeldung(en)?|angemeldet|registrierung(en)?|abmeldung(en)?|abgemeldet|k(ae|a)ufe?|gekauft|bestellung(en)?|bestellt|gespendet|gek(ue|u)ndigt|k(ue|u)ndigung(en)?|geantwortet|reaktionen|conversies?|geconverteerd|kliks?|geklikt|geopend|bezoek(en)?|bezocht|aanmelding(en)?|aangemeld|afmelding(en)?|afgemeld|aankop(en)?|aankoop|gekocht|bestelling(en)?|besteld|gedoneerd|opgezegd|reacties|gereageerd)$/;
const trialNames =
  /^(impressions?|sent|delivered|sends|recipients|visitors|users|sessions|e?_?mails_sent|mails|trials|tried|impressionen|einblendungen|gesendet|versendet|verschickt|versandt|zugestellt|empf(ae|a)nger|besucher|nutzer|sitzungen|vertoningen|weergaven|verzonden|verstuurd|afgeleverd|bezorgd|ontvangers|bezoekers|gebruikers|sessies)$/;
const amountNames =
  /^(revenue|spend|spent|amount|order_value|basket_value|value|sales|donation|donations|income|umsatz|omzet|betrag|bestellwert|warenkorb|warenkorbwert|erl(oe|o)se?|einnahmen|spenden?|spendenbetrag|bedrag|besteed_bedrag|besteed|bestelbedrag|bestelwaarde|orderwaarde|opbrengst|inkomsten|giften|donatie|donaties|donatiebedrag)$/;

const matches = (pattern: RegExp) => (column: string) => pattern.test(plainName(column));
const matchesCore = (pattern: RegExp) => (column: string) => pattern.test(coreName(column));

const namesVariation = matches(variationNames);
export const namesSuccess = matchesCore(successNames);
export const namesTrials = matchesCore(trialNames);
export const namesAmount = matchesCore(amountNames);

const only = (columns: readonly string[], named: (column: string) => boolean) => {
  const found = columns.filter(named);
  return found.length === 1 ? found[0]! : null;
};

export const guessVariation = (columns: readonly string[]) => only(columns, namesVariation);

export const guessPeriod = (columns: readonly string[]) => only(columns, matches(periodNames));

/** Outcomes by their usual names: clicks of impressions, or one row a unit with conversions and money. */
export function guessMetrics(columns: readonly string[], practical: Practical): MetricRequest[] {
  const trials = columns.filter(namesTrials);
  const successes = columns.filter(namesSuccess);
  const metric = (numerator: string, denominator: string | null): MetricRequest => ({
    name: numerator,
    kind: denominator === null ? null : 'proportion',
    numerator,
    denominator,
    lowerIsBetter: false,
    practical,
    covariate: null,
    currency: null,
  });
  if (trials.length > 0) {
    return trials.length === 1 ? successes.map((column) => metric(column, trials[0]!)) : [];
  }
  const amounts = columns.filter(namesAmount);
  return [...successes, ...amounts].map((column) => metric(column, null));
}
