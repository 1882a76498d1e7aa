import { locales } from '@dandelion-loop/contract';
import type { Choice } from '../../ui/select.tsx';

/** What can be chosen in the settings: as the browser knows it, so that the lists age with the world. */

const languages = new Intl.DisplayNames('en', { type: 'language' });
const currencies = new Intl.DisplayNames('en', { type: 'currency' });

export const localeChoices: readonly Choice<(typeof locales)[number]>[] = locales.map((value) => ({
  value,
  label: languages.of(value) ?? value,
}));

export const moneyName = (code: string): string => currencies.of(code) ?? code;

export const moneyChoices: readonly Choice[] = Intl.supportedValuesOf('currency').map((value) => ({
  value,
  label: `${value} – ${moneyName(value)}`,
}));

export const timeZones: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** A day whose number cannot be taken for a month. */
export const exampleDay = (locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(2026, 10, 22));
