import { type Experiment, getExperiment, type Metric } from '@dandelion-loop/contract';
import { useEffect, useEffectEvent } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/preferences.ts';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChooseTest } from '../beliefs/choose-test.tsx';
import { spoken } from '../experiments/result-words.tsx';
import type { CustomersFieldsProps } from './counted-customers.tsx';
import { sameNames, tellingMetrics } from './customers-draft.ts';

/** In which test customers showed it, by which metric, and which variation each option was. */
export function TestedCustomers(props: CustomersFieldsProps) {
  const { options, draft, faults, set } = props;
  const { experiment } = draft;
  return (
    <>
      <ChooseTest
        chosen={experiment}
        onChosen={(chosen) => set({ experiment: chosen, metric: '', variations: options.map(() => '') })}
      />
      {faults.experiment && <FieldError>{faults.experiment}</FieldError>}
      {experiment !== null && <OfTest {...props} id={experiment.id} />}
    </>
  );
}

function OfTest({ id, ...props }: CustomersFieldsProps & { id: string }) {
  const { data, error } = useAnswer(getExperiment, { params: { id }, query: {} });
  if (error !== null) return <FieldError>{error.message}</FieldError>;
  if (data === undefined) return <Skeleton lines={3} what={texts.reading} />;
  if (data.answer.health.verdict === 'invalid') return <FieldError>{texts.testInvalid}</FieldError>;
  const metrics = tellingMetrics(data);
  if (metrics.length === 0) return <FieldError>{texts.metricNone}</FieldError>;
  return <Chosen key={id} {...props} test={data} metrics={metrics} />;
}

function Chosen({ options, draft, faults, set, test, metrics }: ChosenProps) {
  const names = test.answer.source.variations.map(({ name }) => name);
  const { variations, metric } = draft;
  // What is likely is chosen once the test is there; what somebody chose stays.
  const choose = useEffectEvent(() => {
    const untouched = variations.every((name) => name === '');
    set({
      ...(untouched && { variations: sameNames(options, names) }),
      ...(!metrics.some(({ name }) => name === metric) && { metric: metrics[0]!.name }),
    });
  });
  useEffect(() => choose(), []);
  return (
    <>
      <Field label={texts.metric} hint={texts.metricHint}>
        <Select
          value={metric}
          onValue={(value) => set({ metric: value })}
          choices={metrics.map(({ name }) => ({ value: name, label: spoken(name) }))}
        />
      </Field>
      {options.map((option, place) => (
        <Field key={option} label={spoken(texts.variationOf(option))}>
          <Select
            value={variations[place] ?? ''}
            onValue={(value) => set({ variations: variations.map((one, at) => (at === place ? value : one)) })}
            choices={[
              { value: '', label: texts.choose },
              ...names.map((name) => ({ value: name, label: spoken(name) })),
            ]}
          />
        </Field>
      ))}
      {faults.variations && <FieldError>{faults.variations}</FieldError>}
    </>
  );
}

interface ChosenProps extends CustomersFieldsProps {
  test: Experiment;
  metrics: readonly Metric[];
}
