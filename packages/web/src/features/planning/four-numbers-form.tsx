import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/four-numbers.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { Field } from '../../ui/field.tsx';
import { readWhole } from '../../ui/number-text.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { type ArmDraft, type CountsDraft, type CountsPart, mostArms, withArm, withoutArm } from './four-numbers.ts';
import { FourNumbersMore } from './four-numbers-more.tsx';

export function FourNumbersForm({ draft, set, problems }: CountsPart) {
  const { arms } = draft;
  return (
    <div className="arms">
      {arms.map((arm, at) => (
        <Arm key={arm.key} arm={arm} at={at} part={{ draft, set, problems }} />
      ))}
      <p className="field-hint">{texts.hint}</p>
      {arms.length < mostArms && (
        <Button icon="add" kind="quiet" className="add-arm" onClick={() => set(withArm(draft))}>
          {texts.add}
        </Button>
      )}
      <Details summary={texts.more} open={!isUsual(draft)}>
        <FourNumbersMore draft={draft} set={set} problems={problems} />
      </Details>
    </div>
  );
}

const isUsual = ({ lowerIsBetter, practical, practicalIs, looked, weighted }: CountsDraft): boolean =>
  !lowerIsBetter && practical === '1' && practicalIs === 'percent' && !looked && !weighted;

const placeWords = (at: number): string => (at === 0 ? texts.control : at === 1 ? texts.variation : texts.another(at));

function Arm({ arm, at, part: { draft, set, problems } }: { arm: ArmDraft; at: number; part: CountsPart }) {
  const change = (changed: Partial<ArmDraft>) =>
    set({ arms: draft.arms.map((one) => (one.key === arm.key ? { ...one, ...changed } : one)) });
  const name = arm.name.trim() || placeWords(at);
  const problem = (field: string) => problems.get(`${arm.key}.${field}`);
  return (
    <fieldset className="arm">
      <legend>{placeWords(at)}</legend>
      <div className="arm-fields">
        <Field label={texts.name} error={problem('name')} className="arm-name">
          <TextInput value={arm.name} onValue={(typed) => change({ name: typed })} maxLength={200} autoComplete="off" />
        </Field>
        <Field label={texts.tried} error={problem('tried')}>
          <TextInput
            className="figures"
            inputMode="numeric"
            autoComplete="off"
            value={arm.tried}
            onValue={(tried) => change({ tried })}
          />
        </Field>
        <Field label={texts.succeeded} error={problem('succeeded')}>
          <TextInput
            className="figures"
            inputMode="numeric"
            autoComplete="off"
            value={arm.succeeded}
            onValue={(succeeded) => change({ succeeded })}
          />
        </Field>
        <p className="arm-rate n">{rateWords(arm)}</p>
        {draft.arms.length > 2 && at > 0 && (
          <IconButton icon="close" label={texts.remove(name)} onClick={() => set(withoutArm(draft, arm.key))} />
        )}
      </div>
    </fieldset>
  );
}

/** "5.2%", so that a slip of the finger is seen. */
function rateWords({ tried, succeeded }: ArmDraft): string {
  const [of, part] = [readWhole(tried), readWhole(succeeded)];
  if (of === null || part === null || of <= 0 || part < 0 || part > of) return '';
  return numbers.metricValue({ kind: 'proportion' }, part / of, part / of < 0.01 ? 2 : 1);
}
