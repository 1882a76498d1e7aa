import type { PropertyCondition, TraitCondition } from '@dandelion-loop/contract';
import type { Binder } from './bind-values.ts';
import { momentOf } from './times.ts';

/** Comparisons by a closed list; what is compared with is bound. */

/** A value of JSON as text: a string without its quotes, anything else as it is written. */
const textOf = (json: string) => `if(startsWith(${json}, '"'), JSONExtractString(${json}), ${json})`;

const isSet = "value NOT IN ('', 'null')";

/** Whether a row of `traits` fulfils a condition; `is-not` and `is-not-set` are told as `is` and `is-set`. */
export function traitHolds(condition: TraitCondition, bind: Binder): string {
  switch (condition.op) {
    case 'is-set':
    case 'is-not-set':
      return isSet;
    case 'is':
    case 'is-not':
      return `${textOf('value')} = ${bind(condition.value, 'String')} AND ${isSet}`;
    case 'contains':
      return `positionCaseInsensitiveUTF8(${textOf('value')}, ${bind(condition.value, 'String')}) > 0`;
    case 'starts-with':
      return `startsWith(lowerUTF8(${textOf('value')}), lowerUTF8(${bind(condition.value, 'String')}))`;
    case 'above':
      return `ifNull(number > ${bind(condition.value, 'Float64')}, 0)`;
    case 'below':
      return `ifNull(number < ${bind(condition.value, 'Float64')}, 0)`;
    case 'between':
      return `ifNull(number >= ${bind(condition.from, 'Float64')} AND number <= ${bind(condition.to, 'Float64')}, 0)`;
    case 'before':
    case 'after': {
      const moment = momentOf({ kind: 'date', date: condition.date }, condition.op, new Date(0), bind);
      const sign = condition.op === 'before' ? '<' : '>=';
      return `ifNull(parseDateTime64BestEffortOrNull(${textOf('value')}, 3, 'UTC') ${sign} ${moment}, 0)`;
    }
    case 'in':
      return `${textOf('value')} IN ${bind(condition.values, 'Array(String)')} AND ${isSet}`;
  }
}

/** Whether the properties of an event fulfil a condition. */
export function propertyHolds(condition: PropertyCondition, bind: Binder): string {
  const name = bind(condition.name, 'String');
  const raw = `JSONExtractRaw(properties, ${name})`;
  const text = `if(startsWith(${raw}, '"'), JSONExtractString(properties, ${name}), ${raw})`;
  switch (condition.op) {
    case 'is':
      return `${text} = ${bind(condition.value, 'String')}`;
    case 'is-not':
      return `${text} != ${bind(condition.value, 'String')}`;
    case 'contains':
      return `positionCaseInsensitiveUTF8(${text}, ${bind(condition.value, 'String')}) > 0`;
    case 'above':
      return `ifNull(toFloat64OrNull(${text}) > ${bind(condition.value, 'Float64')}, 0)`;
    case 'below':
      return `ifNull(toFloat64OrNull(${text}) < ${bind(condition.value, 'Float64')}, 0)`;
  }
}
