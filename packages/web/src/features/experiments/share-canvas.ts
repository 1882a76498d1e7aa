import type { Picture } from './share-picture.ts';
import type { Shape } from './share-shapes.ts';
import { families } from './share-svg.ts';
import type { Font, Measure } from './share-text.ts';

/** A picture as pixels. */

const cssFont = ({ face, size, weight }: Font): string => `${weight} ${size}px ${families[face]}`;

/** The faces of the page, loaded in all weights that a picture uses: a canvas does not wait for them. */
export async function loadFaces(): Promise<void> {
  const faces: Font[] = [
    { face: 'serif', size: 40, weight: 400 },
    { face: 'sans', size: 24, weight: 400 },
    { face: 'sans', size: 24, weight: 500 },
    { face: 'sans', size: 24, weight: 600 },
  ];
  await Promise.all(faces.map((font) => document.fonts.load(cssFont(font))));
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to draw on');
  return context;
}

export function canvasMeasure(): Measure {
  const context = contextOf(document.createElement('canvas'));
  return (text, font) => {
    context.font = cssFont(font);
    return context.measureText(text).width;
  };
}

function stroke(context: CanvasRenderingContext2D, colour: string, width: number, dash: readonly number[] = []): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.stroke();
}

function outline(context: CanvasRenderingContext2D, shape: Exclude<Shape, { kind: 'text' | 'rect' }>): void {
  context.beginPath();
  if (shape.kind === 'circle') context.arc(shape.x, shape.y, shape.r, 0, 2 * Math.PI);
  else {
    for (const [x, y] of shape.kind === 'line' ? [shape.from, shape.to] : shape.points) context.lineTo(x, y);
    if (shape.kind === 'path' && shape.closed) context.closePath();
  }
}

function draw(context: CanvasRenderingContext2D, shape: Shape): void {
  if (shape.kind === 'text') {
    context.font = cssFont(shape.font);
    context.fillStyle = shape.colour;
    context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor === 'end' ? 'right' : 'left';
    context.fillText(shape.text, shape.x, shape.y);
    return;
  }
  if (shape.kind === 'rect') {
    context.fillStyle = shape.colour;
    context.fillRect(shape.x, shape.y, shape.width, shape.height);
    return;
  }
  outline(context, shape);
  if (shape.kind === 'line') {
    context.lineCap = shape.round ? 'round' : 'butt';
    stroke(context, shape.colour, shape.width, shape.dash);
    return;
  }
  if (shape.fill) {
    context.fillStyle = shape.fill;
    context.fill();
  }
  context.lineCap = 'butt';
  context.lineJoin = 'round';
  if (shape.stroke) stroke(context, shape.stroke, shape.width ?? 1);
}

export function drawPicture(canvas: HTMLCanvasElement, { width, height, shapes }: Picture): void {
  canvas.width = width;
  canvas.height = height;
  const context = contextOf(canvas);
  context.direction = 'ltr';
  for (const shape of shapes) draw(context, shape);
}

export async function pngOf(picture: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  drawPicture(canvas, picture);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture is too large')) : resolve(blob)),
      'image/png',
    );
  });
}
