import { openBox } from './box.ts';
import { contextNow, pageNow } from './page-context.ts';
import { type Person, readPerson, writePerson } from './person.ts';
import { openSender } from './sender.ts';
import type { Choices, Consent, ConsentPlace, ConsentState, Dandelion, DandelionOptions } from './types.ts';
import { uuid } from './uuid.ts';
import { watchPages } from './watch-pages.ts';

/** One a key: a second one would count every page twice. */
const made = new Map<string, Dandelion>();

/**
 * Starts Dandelion on this page. A second call with the same key answers with the first one.
 *
 * @throws Error when there is no `url` or no `key`.
 */
export function createDandelion(options: DandelionOptions): Dandelion {
  const { url, key } = options;
  if (!url || !key) throw new Error('Dandelion needs the address of its server and a write key.');
  const dandelion = made.get(key) ?? start(options);
  made.set(key, dandelion);
  return dandelion;
}

function start({ url, key, consent: mode, policy = '', pages }: DandelionOptions): Dandelion {
  const prefix = `dandelion.${key}.`;
  const box = openBox(prefix);
  const signal = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  let person: Person = { anonymousId: uuid(), choices: {}, ...readPerson(box) };

  const answered = () => person.policy === policy;
  /** A yes counts for the policy that was read, a no for all. */
  const saidYes = () => person.choices.collect === true && answered();
  const saidNo = () => person.choices.collect === false || (signal && !saidYes());
  const mayCollect = () => saidYes() || (mode === 'opt-out' && !saidNo());

  const sender = openSender({
    url: `${url.replace(/\/$/, '')}/v1/b`,
    ...{ key, box, mayCollect, lock: prefix, lasting: saidYes },
  });

  const message = (type: string) => {
    const { anonymousId, userId } = person;
    return { type, messageId: uuid(), timestamp: new Date().toISOString(), anonymousId, userId };
  };
  /** Before an answer they stay in memory, and go where the answer says. */
  const happen = (type: string, facts: object) => {
    if (saidNo()) return;
    try {
      sender.add('q', { ...message(type), ...facts, context: contextNow(person.token) }, saidYes());
    } catch (error) {
      // Of what is no JSON. The page goes on.
      console.error(error);
    }
  };
  const tell = (choices: Choices, place: ConsentPlace, lasts: boolean) => {
    const { token } = person;
    const context = token && { identityToken: token };
    sender.add('c', { ...message('consent'), choices, policy, place, page: location.href, context }, lasts);
  };
  const remember = () => saidYes() && writePerson(box, person, true);

  /** After the answer has changed, here or in another tab: what waits is stored with a yes, and gone with a no. */
  function settle(formerId = person.anonymousId): void {
    for (const name of box.names()) {
      const text = box.read(name);
      if (saidNo()) /^(c\d|person)/.test(name) || box.drop(name);
      else if (text && /^q\d/.test(name)) box.write(name, text.replaceAll(formerId, person.anonymousId), saidYes());
    }
    sender.plan();
    dispatchEvent(new CustomEvent('dandelion-consent', { detail: read() }));
  }

  const read = (): ConsentState => ({
    choices: { ...person.choices },
    ...{ answered: answered(), signal, collecting: mayCollect() },
  });
  const decide = (choices: Choices, { place = 'page' }: { place?: ConsentPlace } = {}) => {
    const wasStored = saidYes();
    person = { ...person, choices: { ...person.choices, ...choices }, policy };
    // A withdrawal must arrive even if the page goes first. Who was never stored is not stored for a no.
    tell(choices, place, wasStored || saidYes());
    if (saidNo()) person = { anonymousId: uuid(), choices: person.choices, policy };
    writePerson(box, person, saidYes());
    settle();
  };

  const forgetPerson = () => {
    const { choices, policy: read } = person;
    person = { anonymousId: uuid(), choices, policy: read };
    // The server knows the answer of the id that is no more.
    if (saidYes()) tell(choices, 'page', true);
    remember();
  };

  const dandelion: Dandelion = {
    track: (event, properties = {}) => happen('track', { event, properties }),
    page: (name, properties) =>
      happen('page', { name, properties: { ...pageNow(), ...(name && { name }), ...properties } }),
    identify(userId, traits = {}, { token } = {}) {
      if (person.userId !== undefined && person.userId !== userId) forgetPerson();
      person = { ...person, userId, token: token ?? (person.userId === userId ? person.token : undefined) };
      remember();
      happen('identify', { traits });
    },
    alias(userId, previousId = person.anonymousId) {
      person = { ...person, userId, token: undefined };
      remember();
      happen('alias', { previousId });
    },
    reset: forgetPerson,
    consent: Object.assign(decide, { read }) as Consent,
    push(call) {
      if (typeof call === 'function') call(dandelion);
      else {
        const [name, ...args] = call;
        (dandelion as unknown as Record<string, (...args: unknown[]) => void>)[name]?.(...args);
      }
    },
  };

  // Another tab has another answer: it is of the browser, not of the tab.
  addEventListener('storage', (event) => {
    if (event.key !== `${prefix}person`) return;
    const former = person.anonymousId;
    person = { anonymousId: uuid(), choices: {}, ...readPerson(box) };
    settle(former);
  });

  // Told once a visit: a page that led here has told it.
  const fromHere = document.referrer.startsWith(`${location.origin}/`);
  if (signal && !fromHere && person.policy === undefined) {
    tell({ collect: false, profile: false, personalise: false, learn: false }, 'gpc', false);
  }
  if (pages !== 'off') watchPages(() => dandelion.page());
  sender.plan();
  return dandelion;
}
