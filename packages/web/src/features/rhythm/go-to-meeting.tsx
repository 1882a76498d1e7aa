import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type ButtonKind, buttonClass } from '../../ui/button.tsx';

/** Goes to the page of a meeting. */
export function useGoToMeeting(): (id: string) => void {
  const navigate = useNavigate();
  return (id) => void navigate({ to: '/rhythm/meetings/$id', params: { id } });
}

interface MeetingLinkProps {
  id: string;
  kind?: ButtonKind;
  label?: string;
  children: ReactNode;
}

/** To a meeting; with `kind` it looks like a button. */
export function MeetingLink({ id, kind, label, children }: MeetingLinkProps) {
  return (
    <Link
      to="/rhythm/meetings/$id"
      params={{ id }}
      {...(kind && { className: buttonClass(kind) })}
      {...(label && { 'aria-label': label })}
    >
      {children}
    </Link>
  );
}
