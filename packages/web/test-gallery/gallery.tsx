import '../src/styles/tokens.css';
import '../src/styles/fonts.css';
import '../src/styles/base.css';
import '../src/app/shell.css';
import './gallery.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Notices } from '../src/ui/notices.tsx';
import { PageHead } from '../src/ui/page-head.tsx';
import { Charts } from './charts.tsx';
import { Controls } from './controls.tsx';
import { Overlays } from './overlays.tsx';
import { States } from './states.tsx';

/** Every part on one page, for the browser test and for whoever draws a new one. It is not in the product. */
function Gallery() {
  return (
    <>
      <main className="page" id="main">
        <PageHead
          context="Pattern book"
          question="How does Dandelion always draw it?"
          answer={
            <>
              Paper, ink, and <mark>one gold that says “this”</mark>. Shape and word first, colour last.
            </>
          }
          basis={
            <>
              <b>All parts</b> of the interface, in every state.
            </>
          }
        />
        <States />
        <Charts />
        <Controls />
        <Overlays />
      </main>
      <Notices />
    </>
  );
}

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
createRoot(element).render(
  <StrictMode>
    <Gallery />
  </StrictMode>,
);
