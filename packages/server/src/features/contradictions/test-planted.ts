import type { JudgedTest } from '../experiments/index.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { chosen, type useExperiments } from '../experiments/test-experiments.ts';

/** Tests that contradict each other on purpose, for tests. 2,000 units in each variation; 20% of the control click. */

const lifts = {
  /** Wide raises clicks by a fifth, and in the last test lowers them by two. */
  layout: [
    ...[0.18, 0.19, 0.2, 0.21, 0.22, 0.2, 0.19, 0.21, 0.2, 0.18],
    ...[0.22, 0.2, 0.19, 0.21, 0.2, 0.18, 0.22, 0.2, 0.2, 0.2, -0.4],
  ],
  /** Gold lowers clicks, and in the last test raises them. */
  colour: [-0.15, -0.16, -0.14, -0.15, -0.17, -0.13, -0.15, -0.16, -0.14, -0.15, -0.15, -0.16, -0.14, -0.15, 0.4],
  /** Urgent raises them in one import and lowers them in the other. */
  toneOfMails: [0.15, 0.16, 0.14, 0.15, 0.17, 0.13],
  toneOfSite: [-0.15, -0.16, -0.14, -0.15, -0.17, -0.13],
};

const testOf = (name: string, attribute: string, levels: [string, string], lift: number): JudgedTest => ({
  name,
  ranOn: '2026-03-02',
  answer: answerOf({
    ...{ lifts: [lift], units: 4000, verdict: lift > 0 ? 'won' : 'lost' },
  }),
  contents: levels.map((level) => ({ [attribute]: level })),
});

const testsOf = (attribute: string, levels: [string, string], of: readonly number[]): JudgedTest[] =>
  of.map((lift, at) => testOf(`${attribute} ${at + 1}`, attribute, levels, lift));

export async function plant({ makeImport, judge, query }: ReturnType<typeof useExperiments>): Promise<void> {
  const imports: [string, JudgedTest[]][] = [
    [
      'Mails',
      [
        ...testsOf('layout', ['tall', 'wide'], lifts.layout),
        ...testsOf('colour', ['blue', 'gold'], lifts.colour),
        ...testsOf('tone', ['calm', 'urgent'], lifts.toneOfMails),
      ],
    ],
    ['Site', testsOf('tone', ['calm', 'urgent'], lifts.toneOfSite)],
  ];
  for (const [name, tests] of imports) {
    const analysis = await judge(await makeImport(name), tests);
    const choices = chosen({ attributes: ['layout', 'colour', 'tone'] });
    await query('UPDATE analyses SET choices = $2 WHERE id = $1', [analysis, choices]);
  }
}
