import './faces.css';
import { initials } from './initials.ts';

/** Who comes, as their letters in circles; their names are read aloud and shown on the circles. */
export function Faces({ people, most = 6 }: { people: readonly { id: string; name: string }[]; most?: number }) {
  const shown = people.slice(0, most);
  return (
    <ul className="faces">
      {shown.map(({ id, name }, at) => (
        <li key={id}>
          <span className={`who tone-${at % 4}`} title={name} aria-hidden="true">
            {initials(name)}
          </span>
          <span className="visually-hidden">{name}</span>
        </li>
      ))}
      {people.length > most && <li className="n">+{people.length - most}</li>}
    </ul>
  );
}
