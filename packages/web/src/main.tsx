import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { makeQueryClient } from './app/queries.ts';
import { makeRouter } from './app/router.tsx';

// The policy of the page forbids making programs of text, which zod would otherwise do for speed.
z.config({ jitless: true });

const client = makeQueryClient();
const router = makeRouter(client);
const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
