import { useState } from 'react';
import { Button, IconButton } from '../src/ui/button.tsx';
import { ConfirmDialog } from '../src/ui/confirm-dialog.tsx';
import { CancelButton, Dialog, Drawer } from '../src/ui/dialog.tsx';
import { ChoiceMenu, Menu } from '../src/ui/menu.tsx';
import { notify } from '../src/ui/notify.ts';
import { Popover } from '../src/ui/popover.tsx';
import { Section } from '../src/ui/section.tsx';

type Opened = 'dialog' | 'confirm' | 'drawer' | null;

export function Overlays() {
  const [opened, setOpened] = useState<Opened>(null);
  const [sort, setSort] = useState<'newest' | 'oldest'>('newest');
  const close = () => setOpened(null);
  return (
    <Section finding="What lies over the page">
      <div className="row">
        <Button onClick={() => setOpened('dialog')}>Open a dialog</Button>
        <Button onClick={() => setOpened('confirm')}>Open a confirmation</Button>
        <Button onClick={() => setOpened('drawer')}>Open the drawer</Button>
        <Button onClick={() => notify({ title: 'Link copied', text: 'It opens the same view.' })}>Notify</Button>
        <Button onClick={() => notify({ tone: 'warning', title: 'No answer', text: 'Dandelion does not answer.' })}>
          Warn
        </Button>
        <Menu
          trigger={<Button icon="export">Export</Button>}
          entries={[
            { key: 'csv', label: 'CSV', hint: 'one row a comparison', href: '#csv' },
            { key: 'png', label: 'Picture', icon: 'file', run: () => notify({ title: 'Picture saved' }) },
            { key: 'delete', label: 'Delete', danger: true, run: () => setOpened('confirm') },
          ]}
        />
        <ChoiceMenu
          trigger={<Button kind="quiet">Order</Button>}
          value={sort}
          onValue={setSort}
          choices={[
            { value: 'newest', label: 'Newest first' },
            { value: 'oldest', label: 'Oldest first' },
          ]}
        />
        <Popover trigger={<IconButton icon="more" label="More filters" />} label="More filters">
          <p>Filters</p>
          <Button>Apply</Button>
        </Popover>
      </div>
      <Dialog
        open={opened === 'dialog'}
        onClose={close}
        title="Rename the test"
        actions={
          <>
            <CancelButton onClose={close} />
            <Button kind="primary" onClick={close}>
              Rename
            </Button>
          </>
        }
      >
        <p>The name is shown in the list.</p>
      </Dialog>
      <ConfirmDialog
        open={opened === 'confirm'}
        onClose={close}
        title="Delete “mailing.csv” and its 12 tests?"
        word="delete"
        confirm="Delete"
        onConfirm={close}
      >
        Answers, rows and the stored file are gone for good.
      </ConfirmDialog>
      <Drawer open={opened === 'drawer'} onClose={close} title="How do we know?">
        <h3>Method</h3>
        <ul>
          <li>Welch’s t interval</li>
        </ul>
      </Drawer>
    </Section>
  );
}
