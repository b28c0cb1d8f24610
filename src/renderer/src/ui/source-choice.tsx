import type { ReactNode } from 'react';
import type { Source } from '#shared/model/source.ts';

interface SourceChoiceProps {
  readonly sources: readonly Pick<Source, 'id' | 'name'>[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** The source that something belongs to. */
export function SourceChoice({ sources, value, onChange }: SourceChoiceProps): ReactNode {
  return (
    <label className="field">
      <span className="field__label">Source</span>
      <select className="select" value={value} onChange={({ target }) => onChange(target.value)}>
        {sources.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
