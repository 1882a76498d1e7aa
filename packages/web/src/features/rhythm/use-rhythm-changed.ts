import {
  getDecision,
  getRitual,
  getRitualWorth,
  listDecisions,
  listFollowUps,
  listMeetings,
  listOccurrences,
  listRituals,
  readAgenda,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';

const rituals = [getRitual, listRituals, listOccurrences, getRitualWorth, readAgenda, listMeetings];
const outcomes = [getDecision, listDecisions, listFollowUps, getRitualWorth, readAgenda];

/** Reads again what hangs on a ritual, or on decisions and follow-ups, after one was changed. */
export function useRhythmChanged(): (what: 'ritual' | 'outcome') => Promise<void> {
  const client = useQueryClient();
  return async (what) => {
    const endpoints = what === 'ritual' ? rituals : outcomes;
    await Promise.all(endpoints.map(({ path }) => client.invalidateQueries({ queryKey: [path] })));
  };
}
