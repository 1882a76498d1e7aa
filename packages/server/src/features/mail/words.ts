import type { AnnouncementData, Role } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { dayText } from '../../kernel/day-text.ts';

/** Every sentence of every mail. What is put in is text, whatever it holds: `render.ts` makes it harmless. */

/** What a mail says, before it is text or HTML. */
interface Letter {
  subject: string;
  paragraphs: string[];
  /** The one thing to do. */
  action?: { label: string; url: string };
  /** Smaller, at the end. */
  closing: string;
}

/** What every mail knows. */
export interface Around {
  workspace: string;
  /** Where people reach the server. */
  url: string;
}

interface Greeted {
  /** Of whom it is written to. */
  name: string;
}
type WithLink = Greeted & { link: string };

/** What each template needs. */
export interface TemplateData {
  /** `name` is null where nobody said one. */
  invite: { name: string | null; by: string; role: Role; link: string };
  'sign-in': WithLink;
  reset: WithLink;
  'password-changed': Greeted;
  'second-factor-changed': Greeted;
  /** To the old address. */
  'email-changed': Greeted;
  /** `at` is ISO 8601, `device` what the browser calls itself. */
  'verdict.reached': Greeted & AnnouncementData['verdict.reached'] & { url: string };
  'import.failed': Greeted & AnnouncementData['import.failed'] & { url: string };
  'member.joined': Greeted & AnnouncementData['member.joined'] & { url: string };
  'contradiction.found': Greeted & AnnouncementData['contradiction.found'] & { url: string };
  /** `chosen`: they asked for all of them; otherwise they are a member of this ritual. */
  'meeting.ended': Greeted & AnnouncementData['meeting.ended'] & { url: string; chosen: boolean };
  'breaker.tripped': Greeted & AnnouncementData['breaker.tripped'] & { url: string };
  /** `chosen`: they asked for all of them; otherwise it is theirs. */
  'constraint.fired': Greeted & AnnouncementData['constraint.fired'] & { url: string; chosen: boolean };
  'follow-up.overdue': Greeted & AnnouncementData['follow-up.overdue'] & { url: string; chosen: boolean };
  'webhook-disabled': Greeted & { description: string; host: string; because: string; url: string };
}
export type Template = keyof TemplateData;

const verdictWords = [
  ['won', 'won'],
  ['lost', 'lost'],
  ['no-difference', 'without a difference'],
  ['inconclusive', 'inconclusive'],
  ['invalid', 'invalid'],
] as const;

/** As a sentence, whether or not somebody wrote it as one. */
const ended = (text: string) => (/[.!?…:]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
const hello = ({ name }: { name: string | null }) => (name === null ? 'Hello,' : `Hello ${name},`);
const chosen = ({ url }: Around) => `You get this because you chose it. Change what you get: ${url}/account`;
const security = 'You get this whatever you chose, because it is about the safety of your account.';
const notMe = 'If this was not you, choose a new password now and tell the owner of the workspace.';
const ignore = 'If you did not ask for this, do nothing: without the link nobody gets in.';

type Writers = { [Name in Template]: (data: TemplateData[Name], around: Around) => Letter };

export const letters: Writers = {
  invite: ({ by, role, link, ...to }, { workspace }) => ({
    subject: `${by} invites you to ${workspace}`,
    paragraphs: [hello(to), `${by} invites you to the workspace ${workspace} in Dandelion, as ${role}.`],
    action: { label: 'Accept the invitation', url: link },
    closing: 'The link works once, within 7 days. If you do not know what this is about, do nothing.',
  }),
  'sign-in': ({ link, ...to }, { workspace }) => ({
    subject: `Your link to sign in to ${workspace}`,
    paragraphs: [hello(to), 'With this link you sign in. It works once, within an hour.'],
    action: { label: 'Sign in', url: link },
    closing: ignore,
  }),
  reset: ({ link, ...to }, { workspace }) => ({
    subject: `Choose a new password for ${workspace}`,
    paragraphs: [hello(to), 'With this link you choose a new password. It works once, within an hour.'],
    action: { label: 'Choose a new password', url: link },
    closing: ignore,
  }),
  'password-changed': (to, { workspace, url }) => ({
    subject: `Your password for ${workspace} was changed`,
    paragraphs: [hello(to), 'Your password was changed.', notMe],
    action: { label: 'Look at your account', url: `${url}/account` },
    closing: security,
  }),
  'second-factor-changed': (to, { workspace, url }) => ({
    subject: `Signing in to ${workspace} with a code was changed`,
    paragraphs: [hello(to), 'The codes of your authenticator were turned on, turned off or made anew.', notMe],
    action: { label: 'Look at your account', url: `${url}/account` },
    closing: security,
  }),
  'email-changed': (to, { workspace, url }) => ({
    subject: `Your e-mail address for ${workspace} was changed`,
    paragraphs: [
      hello(to),
      'Your account has another e-mail address now, or none. This one gets no more mail from it.',
      'If this was not you, tell the owner of the workspace now.',
    ],
    action: { label: 'Look at your account', url: `${url}/account` },
    closing: security,
  }),
  'verdict.reached': ({ import: of, tests, verdicts, test, url, ...to }, around) => {
    const counts = verdictWords.flatMap(([verdict, words]) =>
      verdicts[verdict] > 0 ? [`${verdicts[verdict]} ${words}`] : [],
    );
    const many = `${numbers.counted(tests, 'test')} of ${of.name} ${tests === 1 ? 'was' : 'were'} judged: ${counts.join(', ')}.`;
    return {
      subject: test === null ? `${of.name}: ${numbers.counted(tests, 'test')} judged` : `A verdict: ${test.title}`,
      paragraphs: [hello(to), ...(test === null ? [many] : [`${test.title} was judged.`, test.sentence])],
      action: { label: test === null ? 'Look at the import' : 'Look at the answer', url },
      closing: chosen(around),
    };
  },
  'import.failed': ({ import: of, failure, url, ...to }, around) => ({
    subject: `${of.name} could not be judged`,
    paragraphs: [hello(to), `${of.name} could not be judged: ${failure.title}.`, 'Its page says what to do.'],
    action: { label: 'Look at the import', url },
    closing: chosen(around),
  }),
  'member.joined': ({ member, url, ...to }, around) => ({
    subject: `${member.name} joined ${around.workspace}`,
    paragraphs: [hello(to), `${member.name} accepted the invitation and joined as ${member.role}.`],
    action: { label: 'Look at the members', url },
    closing: chosen(around),
  }),
  'contradiction.found': ({ found, contradictions, url, ...to }, around) => ({
    subject: found === 1 ? 'Two things that we say contradict each other' : `${found} contradictions were found`,
    paragraphs: [
      hello(to),
      ...contradictions.slice(0, 5).map(({ sentence }) => sentence),
      ...(found > 5 ? [`And ${found - 5} more.`] : []),
    ],
    action: { label: 'See what would tell', url },
    closing: chosen(around),
  }),
  'meeting.ended': ({ meeting, about, decisions, followUps, notes, present, url, chosen: asked, ...to }, around) => ({
    subject: `${meeting.name}: ${decisions.length === 0 ? 'no decision' : numbers.counted(decisions.length, 'decision')}`,
    paragraphs: [
      hello(to),
      `${meeting.name} was held${about === '' ? '' : ` about ${about}`}, with ${present.map(({ name }) => name).join(', ') || 'nobody noted as present'}.`,
      decisions.length === 0 ? 'Nothing was decided.' : 'Decided:',
      ...decisions.map(({ what, why, lookAgainOn }) =>
        [
          `• ${ended(what)}`,
          ...(why === '' ? [] : [`Why: ${ended(why)}`]),
          ...(lookAgainOn === null ? [] : [`Looked at again on ${dayText(lookAgainOn)}.`]),
        ].join(' '),
      ),
      ...(followUps.length === 0 ? [] : ['To be done:']),
      ...followUps.map(
        ({ what, owner, dueOn }) => `• ${ended(what)} ${owner}${dueOn === null ? '' : `, until ${dayText(dueOn)}`}.`,
      ),
      ...(notes.trim() === '' ? [] : ['Notes:', ...notes.split('\n').filter((line) => line.trim() !== '')]),
    ],
    action: { label: 'Look at the meeting', url },
    closing: asked
      ? chosen(around)
      : 'You get this because you are a member of this ritual. Whoever changes rituals can turn its summaries off.',
  }),
  'breaker.tripped': ({ bet, because, url, ...to }, around) => ({
    subject: `Stopped: ${bet.name}`,
    paragraphs: [
      hello(to),
      `A breaker stopped the bet “${bet.name}”. ${because}`,
      'Decide whether it ends, or runs on a probe.',
    ],
    action: { label: 'Look at the bet', url },
    closing: chosen(around),
  }),
  'constraint.fired': ({ constraint, outcome, because, response, followUp, url, chosen: asked, ...to }, around) => ({
    subject: `${constraint.kind === 'constraint' ? 'It gets in the way' : 'It is not there'}: ${constraint.name}`,
    paragraphs: [
      hello(to),
      `“${constraint.name}” was expected to matter for “${outcome.name}”, and its sign was seen. ${ended(because)}`,
      `Agreed for this case: ${ended(response)}`,
      followUp === null ? 'Nobody is here to do it.' : `${followUp.owner} does it, until ${dayText(followUp.dueOn)}.`,
    ],
    action: { label: 'Look at what stands between', url },
    closing: asked ? chosen(around) : 'You get this because the response is yours.',
  }),
  'follow-up.overdue': ({ followUp, owner, dueOn, days, url, chosen: asked, ...to }, around) => ({
    subject: `Over its day: ${followUp.name}`,
    paragraphs: [
      hello(to),
      `${ended(followUp.name)} It was due on ${dayText(dueOn)}, ${numbers.counted(days, 'day')} ago, and is ${asked ? `${owner.name}’s` : 'yours'}.`,
      'End it, or agree on another day.',
    ],
    action: { label: 'Look at the follow-ups', url },
    closing: asked ? chosen(around) : 'You get this because it is yours.',
  }),
  'webhook-disabled': ({ description, host, because, url, ...to }, { workspace }) => ({
    subject: `A webhook of ${workspace} was disabled`,
    paragraphs: [
      hello(to),
      `The webhook ${description === '' ? `to ${host}` : `“${description}” to ${host}`} was disabled. ${because}`,
      'Nothing is sent to it until somebody resumes it.',
    ],
    action: { label: 'Look at the webhook', url },
    closing: 'You get this because you are an owner.',
  }),
};

const hour = 60 * 60 * 1000;
/** After this long what the mail holds is worth nothing. Others are tried for days. */
export const worthFor: Partial<Record<Template, number>> = { 'sign-in': hour, reset: hour, invite: 7 * 24 * hour };
