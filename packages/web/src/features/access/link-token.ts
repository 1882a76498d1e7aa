import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * The token is behind `#`, which no browser sends to a server or passes on. It is read and leaves the address, also when a
 * link is pasted into a tab that shows this page already.
 */
export function useToken(): [token: string | null, forget: () => void] {
  const found = new URLSearchParams(useLocation({ select: ({ hash }) => hash })).get('token') || null;
  const [token, setToken] = useState(found);
  const navigate = useNavigate();
  useEffect(() => {
    if (found === null) return;
    setToken(found);
    void navigate({ to: '.', search: true, hash: '', replace: true });
  }, [found, navigate]);
  return [token, () => setToken(null)];
}
