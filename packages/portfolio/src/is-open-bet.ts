import type { PlanStatus } from '@dandelion-loop/contract';

/** Whether what comes of a bet is not known yet. The contract’s own would bring zod into the worker of a page. */
export const isOpenBet = ({ status }: { status: PlanStatus }): boolean => status === 'planned' || status === 'running';
