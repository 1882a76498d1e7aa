import { randomUUID } from 'node:crypto';
import { type BodyOf, type createPreference, mostPictureBytes } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { pictureType } from './picture-type.ts';
import { subjectOf } from './question-views.ts';
import { experiments, preferencePictures, preferenceQuestions, type QuestionRow } from './records.ts';

type Body = BodyOf<typeof createPreference>;

function picturesOf({ looks }: Body) {
  return looks.flatMap(({ picture }, place) => {
    if (picture === null) return [];
    const bytes = Buffer.from(picture, 'base64');
    const mediaType = pictureType(bytes);
    if (mediaType !== null && bytes.length <= mostPictureBytes) return [{ place, mediaType, bytes }];
    throw new DandelionFailure(
      'wrong-use',
      mediaType === null
        ? 'A picture is a PNG, a JPEG or a WebP. Save it as one of these, then choose it again.'
        : `A picture has ${mostPictureBytes / 1000} kB at most. Make it smaller.`,
    );
  });
}

function checkOptions({ options, looks }: Body): void {
  if (new Set(options.map(storable)).size < options.length) {
    throw new DandelionFailure('wrong-use', 'Two options are the same. Change one of them.');
  }
  if (looks.length > 0 && looks.length !== options.length) {
    throw new DandelionFailure('wrong-use', `There are ${options.length} options. Give as many looks, or none.`);
  }
}

/** Fails with `wrong-use` when options are alike or a picture is none, and with `unknown-value` when the test is not there. */
export async function addQuestion(
  { records, now }: { records: Records; now: () => Date },
  actor: QuestionRow['createdBy'],
  body: Body,
): Promise<QuestionRow> {
  checkOptions(body);
  const pictures = picturesOf(body);
  const { experimentId } = body;
  const given = {
    ...{ question: storable(body.question), options: body.options.map(storable), topic: storable(body.topic) },
    ...{ texts: body.looks.map(({ text }) => storable(text)), experimentId },
  };
  return records.transaction(async (tx) => {
    if (experimentId !== null) {
      const found = await tx.select({ id: experiments.id }).from(experiments).where(eq(experiments.id, experimentId));
      if (found.length === 0) {
        throw new DandelionFailure('unknown-value', 'There is no such test. Name one that is there, or none.');
      }
    }
    const [row] = await tx
      .insert(preferenceQuestions)
      .values({ id: randomUUID(), ...given, createdBy: actor, createdAt: now() })
      .returning();
    const questionId = row!.id;
    if (pictures.length > 0) {
      await tx.insert(preferencePictures).values(pictures.map((one) => ({ questionId, ...one })));
    }
    await record(tx, actor, {
      ...{ action: 'preference.created', subject: subjectOf(row!), after: { ...given, pictures: pictures.length } },
    });
    return row!;
  });
}
