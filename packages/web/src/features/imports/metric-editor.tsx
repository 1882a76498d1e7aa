import type { MetricKind } from '@dandelion-loop/contract';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { IconButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Details } from '../../ui/details.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { likelyKind } from './choices-check.ts';
import { useChoices } from './choices-context.ts';
import type { MetricDraft } from './choices-draft.ts';
import { ColumnField } from './column-field.tsx';

export const nameOfMetric = (metric: MetricDraft, at: number): string =>
  metric.name.trim() || metric.numerator || texts.thisMetric(at);

interface MetricEditorProps {
  metric: MetricDraft;
  at: number;
  of: number;
  currency: string;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

export function MetricEditor({ metric, at, of, currency, onMove, onRemove }: MetricEditorProps) {
  const { draft, set, facts, problems } = useChoices();
  const change = (part: Partial<MetricDraft>) =>
    set({ metrics: draft.metrics.map((one) => (one.key === metric.key ? { ...one, ...part } : one)) });
  const fieldOf = (field: string) => `metrics.${at}.${field}`;
  const name = nameOfMetric(metric, at);
  const kind = likelyKind(metric, facts.columns);
  // A name that nobody typed follows the column.
  const takeColumn = (numerator: string) =>
    change({
      numerator,
      ...(metric.name.trim() === '' || metric.name === metric.numerator ? { name: numerator } : {}),
    });
  return (
    <li>
      <fieldset className="metric-card" data-metric={metric.key}>
        <legend>{texts.metric(at)}</legend>
        <div className="metric-tools">
          {at > 0 && <IconButton icon="up" data-move="up" label={texts.moveUp(name)} onClick={() => onMove(-1)} />}
          {at < of - 1 && (
            <IconButton icon="down" data-move="down" label={texts.moveDown(name)} onClick={() => onMove(1)} />
          )}
          <IconButton icon="delete" label={texts.removeMetric(name)} onClick={onRemove} />
        </div>
        <div className="fields">
          <ColumnField
            field={fieldOf('numerator')}
            label={texts.metricColumn}
            none={texts.choose}
            value={metric.numerator}
            onValue={takeColumn}
          />
          <ColumnField
            field={fieldOf('denominator')}
            label={texts.denominator}
            hint={at === 0 && texts.denominatorHint}
            none={texts.noDenominator}
            value={metric.denominator}
            onValue={(denominator) => change({ denominator })}
          />
          <KindField metric={metric} field={fieldOf('kind')} likely={kind} onKind={(next) => change({ kind: next })} />
          <Field label={texts.direction}>
            <Select
              data-field={fieldOf('lowerIsBetter')}
              value={metric.lowerIsBetter ? 'lower' : 'higher'}
              onValue={(direction) => change({ lowerIsBetter: direction === 'lower' })}
              choices={[
                { value: 'higher', label: texts.higher },
                { value: 'lower', label: texts.lower },
              ]}
            />
          </Field>
          <PracticalFields
            hint={at === 0 && texts.practicalHint}
            metric={metric}
            field={fieldOf('practical')}
            kind={kind}
            change={change}
            currency={currency}
          />
        </div>
        <Details summary={texts.metricMore} open={problems.has(fieldOf('name')) || problems.has(fieldOf('covariate'))}>
          <div className="fields">
            <Field label={texts.metricName} error={problems.get(fieldOf('name'))}>
              <TextInput
                data-field={fieldOf('name')}
                value={metric.name}
                onValue={(next) => change({ name: next })}
                maxLength={200}
                autoComplete="off"
              />
            </Field>
            <ColumnField
              field={fieldOf('covariate')}
              label={texts.covariate}
              hint={texts.covariateHint}
              none={texts.noCovariate}
              value={metric.covariate}
              onValue={(covariate) => change({ covariate })}
            />
            {kind !== 'proportion' && (
              <Checkbox
                checked={metric.money}
                onChecked={(money) => change({ money })}
                label={texts.money(currency)}
                data-field={fieldOf('currency')}
              />
            )}
          </div>
        </Details>
      </fieldset>
    </li>
  );
}

interface KindFieldProps {
  metric: MetricDraft;
  field: string;
  likely: MetricKind | null;
  onKind: (kind: MetricDraft['kind']) => void;
}

const kinds: readonly MetricDraft['kind'][] = ['', 'proportion', 'mean', 'count', 'ratio'];

function KindField({ metric, field, likely, onKind }: KindFieldProps) {
  const { problems } = useChoices();
  const short = likely === 'proportion' && metric.denominator !== '' ? texts.aRate : likely && texts.kindShort[likely];
  const looks = metric.kind === '' && short !== null && texts.kindLooks(short);
  return (
    <Field label={texts.kind} hint={looks} error={problems.get(field)}>
      <Select
        data-field={field}
        value={metric.kind}
        onValue={onKind}
        choices={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
      />
    </Field>
  );
}

interface PracticalFieldsProps {
  /** Said once, at the metric that decides. */
  hint: string | false;
  metric: MetricDraft;
  field: string;
  kind: MetricKind | null;
  change: (part: Partial<MetricDraft>) => void;
  currency: string;
}

function PracticalFields({ hint, metric, field, kind, change, currency }: PracticalFieldsProps) {
  const { problems } = useChoices();
  const own = kind === 'proportion' ? texts.points : metric.money ? currency : texts.ownUnit;
  return (
    <div className="practical">
      <Field label={texts.practical} hint={hint} error={problems.get(field)}>
        <TextInput
          data-field={field}
          className="figures"
          inputMode="decimal"
          autoComplete="off"
          value={metric.practical}
          onValue={(practical) => change({ practical })}
        />
      </Field>
      <Select
        aria-label={texts.practicalUnit}
        value={metric.practicalIs}
        onValue={(practicalIs) => change({ practicalIs })}
        choices={[
          { value: 'percent', label: texts.percentOfControl },
          { value: 'absolute', label: own },
        ]}
      />
    </div>
  );
}
