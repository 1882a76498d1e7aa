import { useState } from 'react';
import { dayBeside } from '../../app/zone-day.ts';
import { texts } from '../../texts/today.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { nextMonday } from './days.ts';

interface PutOffProps {
  title: string;
  today: string;
  onPutOff: (until: string) => void;
}

/** Not now: until tomorrow, Monday, in two weeks, or a day of one's own. */
export function PutOff({ title, today, onPutOff }: PutOffProps) {
  const [choosing, setChoosing] = useState(false);
  const entries = [
    { key: 'tomorrow', label: texts.untilTomorrow, until: dayBeside(today, 1) },
    { key: 'monday', label: texts.untilMonday, until: nextMonday(today) },
    { key: 'weeks', label: texts.forTwoWeeks, until: dayBeside(today, 14) },
  ].map(({ key, label, until }) => ({ key, label, run: () => onPutOff(until) }));
  return (
    <>
      <Menu
        trigger={<IconButton icon="more" label={texts.putOffOf(title)} />}
        align="end"
        entries={[...entries, { key: 'day', label: texts.untilDay, run: () => setChoosing(true) }]}
      />
      {choosing && <ChooseDay today={today} onClose={() => setChoosing(false)} onPutOff={onPutOff} />}
    </>
  );
}

function ChooseDay({ today, onClose, onPutOff }: Omit<PutOffProps, 'title'> & { onClose: () => void }) {
  const [day, setDay] = useState<string | undefined>(dayBeside(today, 7));
  const isLater = day !== undefined && day > today;
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.untilTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button
            kind="primary"
            unavailable={!isLater && texts.chooseDay}
            onClick={() => {
              onClose();
              onPutOff(day!);
            }}
          >
            {texts.putOff}
          </Button>
        </>
      }
    >
      <p>{texts.untilText}</p>
      <DayField label={texts.day} value={day} onValue={setDay} />
    </Dialog>
  );
}
