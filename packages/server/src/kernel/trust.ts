/**
 * How far what arrives may be believed, low to high. `claimed` came with the key of a browser, which anybody can read; `signed` came so
 * too, with a token that the operator's server made for this user; `secret` with a secret key or by an import; `person` was said by the
 * customer on their own page. As numbers they are what the engine keeps.
 */
export const trusts = { claimed: 1, signed: 2, secret: 3, person: 4 } as const;
export type Trust = (typeof trusts)[keyof typeof trusts];
