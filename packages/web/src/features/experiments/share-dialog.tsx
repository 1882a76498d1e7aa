import type { Experiment } from '@dandelion-loop/contract';
import { type PlotMeasure, plain, primaryMetric, shorten } from '@dandelion-loop/wording';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/experiment.ts';
import { texts as shareTexts } from '../../texts/share.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ExperimentShares } from '../shares/experiment-shares.tsx';
import { MeasureSwitch } from './result-metrics.tsx';
import { spoken } from './result-words.tsx';
import { canvasMeasure, drawPicture, loadFaces, pngOf } from './share-canvas.ts';
import { pictureContent } from './share-content.ts';
import './share-dialog.css';
import { download, fileName } from './share-file.ts';
import { readFonts } from './share-fonts.ts';
import { type Picture, type PictureContent, pictureOf } from './share-picture.ts';
import { svgOf } from './share-svg.ts';

export type ShareWay = 'link' | 'picture';

interface ShareDialogProps {
  experiment: Experiment;
  measure: PlotMeasure;
  /** What is shown first. A link is only for who may make one. */
  way: ShareWay;
  onClose: () => void;
}

/** A link for people without an account, or a picture to send on. */
export function ShareDialog({ way: first, onClose, ...rest }: ShareDialogProps) {
  const mayLink = useMay('shares:write');
  const [way, setWay] = useState<ShareWay>(mayLink ? first : 'picture');
  const ways = mayLink && (
    <Segmented
      legend={shareTexts.ways}
      value={way}
      onValue={setWay}
      choices={[
        { value: 'link', label: shareTexts.link },
        { value: 'picture', label: shareTexts.picture },
      ]}
    />
  );
  if (way === 'picture') return <PictureDialog {...rest} ways={ways} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={shareTexts.title}
      actions={<CancelButton onClose={onClose}>{shareTexts.close}</CancelButton>}
    >
      <div className="share">
        {ways}
        <ExperimentShares experiment={rest.experiment} />
      </div>
    </Dialog>
  );
}

interface PictureDialogProps extends Omit<ShareDialogProps, 'way'> {
  ways: ReactNode;
}

/** A picture, as it will look, before it is downloaded or copied. */
function PictureDialog({ experiment, measure: first, ways, onClose }: PictureDialogProps) {
  const { answer, analysis } = experiment;
  const { day } = useFormats();
  const [measure, setMeasure] = useState(first);
  const [chosen, setChosen] = useState(() => String(answer.metrics.indexOf(primaryMetric(answer)!)));
  const [said, setSaid] = useState('');
  const facesLoaded = useFaces();
  const content = useMemo(() => {
    const date = analysis.finishedAt === null ? '' : day(analysis.finishedAt);
    return pictureContent(experiment, answer.metrics[Number(chosen)], measure, date);
  }, [experiment, answer, analysis, chosen, measure, day]);
  const picture = useMemo(() => (facesLoaded ? pictureOf(content, canvasMeasure()) : null), [content, facesLoaded]);
  const can = answer.health.verdict !== 'invalid';
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.picture}
      actions={picture && <ShareButtons picture={picture} content={content} say={setSaid} />}
    >
      <div className="share">
        {ways}
        {can && (
          <div className="share-choices">
            {answer.metrics.length > 1 && (
              <Field label={texts.pictureChart}>
                <Select
                  value={chosen}
                  onValue={setChosen}
                  choices={answer.metrics.map(({ name }, index) => ({
                    value: String(index),
                    label: shorten(spoken(name), 60),
                  }))}
                />
              </Field>
            )}
            <MeasureSwitch measure={measure} onMeasure={setMeasure} />
          </div>
        )}
        {picture === null ? <Skeleton what={texts.drawing} /> : <Preview picture={picture} content={content} />}
        <p role="status" className="quiet">
          {said}
        </p>
      </div>
    </Dialog>
  );
}

/** A picture is laid out by the widths of its letters: not before they are there. */
function useFaces(): boolean {
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    let here = true;
    // A face that cannot be loaded leaves the system's own, which measure and draw alike.
    void loadFaces()
      .catch(() => {})
      .then(() => here && setLoaded(true));
    return () => {
      here = false;
    };
  }, []);
  return loaded;
}

const described = ({ question, answer }: PictureContent): string =>
  texts.pictureDescription(spoken(question), spoken(plain(answer)));

function Preview({ picture, content }: { picture: Picture; content: PictureContent }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) drawPicture(canvas.current, picture);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      className="share-preview"
      width={picture.width}
      height={picture.height}
      role="img"
      aria-label={described(content)}
    />
  );
}

/** Browsers give no clipboard to pages that come over plain HTTP from another machine. */
const canCopyPictures = (): boolean =>
  typeof ClipboardItem === 'function' && typeof navigator.clipboard?.write === 'function';

interface ShareButtonsProps {
  picture: Picture;
  content: PictureContent;
  say: (words: string) => void;
}

function ShareButtons({ picture, content, say }: ShareButtonsProps) {
  const attempt = (work: () => Promise<string>, failed: string) => async () => {
    say('');
    try {
      say(await work());
    } catch (problem) {
      console.error(problem);
      say(failed);
    }
  };
  const name = (ending: string) => fileName(content.question, ending);
  const svg = attempt(async () => {
    const text = svgOf(picture, await readFonts(), described(content));
    download(new Blob([text], { type: 'image/svg+xml' }), name('svg'));
    return texts.downloaded;
  }, texts.pictureFailed);
  const png = attempt(async () => {
    download(await pngOf(picture), name('png'));
    return texts.downloaded;
  }, texts.pictureFailed);
  const copy = attempt(async () => {
    // A promise inside: some browsers only copy in the very moment of the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(picture) })]);
    return texts.pictureCopied;
  }, texts.pictureNotCopied);
  return (
    <>
      {canCopyPictures() && (
        <Button icon="copy" onClick={copy}>
          {texts.copyPicture}
        </Button>
      )}
      <Button onClick={svg}>{texts.svg}</Button>
      <Button kind="primary" onClick={png}>
        {texts.png}
      </Button>
    </>
  );
}
