const dayLength = 86_400_000;
const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** Of a sample: how much of its period is over when somebody takes it. Its bets are as they would be then. */
const overShare = 0.25;

function movedDays<Value>(value: Value, days: number): Value {
  if (typeof value === 'string' && isDay.test(value))
    return new Date(Date.parse(value) + days * dayLength).toISOString().slice(0, 10) as Value;
  if (Array.isArray(value)) return value.map((one) => movedDays(one, days)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, movedDays(one, days)])) as Value;
}

/** A sample whose days are such that its period is under way now. */
export function movedPlan<Plan extends { period: { from: string; to: string } }>(plan: Plan, now: Date): Plan {
  const [from, to] = [Date.parse(plan.period.from), Date.parse(plan.period.to)];
  const days = Math.round((now.getTime() - (from + (to - from) * overShare)) / dayLength);
  return movedDays(plan, days);
}
