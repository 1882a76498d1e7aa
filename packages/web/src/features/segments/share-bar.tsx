import './segments.css';

/** A share of customers as a bar; what it says stands beside it in words. */
export function ShareBar({ share }: { share: number | null }) {
  return (
    <span className="share-bar" aria-hidden="true">
      <span style={{ inlineSize: `${(share ?? 0) * 100}%` }} />
    </span>
  );
}
