import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { WorkOrderChange } from '#shared/model/work-order.ts';
import { changeTypeWord, orderChangeWords } from './change-words.ts';
import { placeWords } from './order-words.ts';
import { orderPath } from './paths.ts';
import './changes.css';

interface ChangeLineProps {
  readonly change: WorkOrderChange;
  /** Stands before the words: when it was seen, on the page of one order. */
  readonly when?: ReactNode;
}

/** One change: the orders it is about, what kind it is, and what happened in words. */
export function ChangeLine({ change, when }: ChangeLineProps): ReactNode {
  const { sourceId, number, otherNumber, type } = change;
  return (
    <li className="order-change">
      <span className="order-change__orders">
        {when ?? (
          <>
            <Link to={orderPath(sourceId, number)}>{number}</Link>
            {otherNumber === null ? null : (
              <>
                {' '}
                and <Link to={orderPath(sourceId, otherNumber)}>{otherNumber}</Link>
              </>
            )}
          </>
        )}
      </span>
      <span className={`order-change__type order-change__type--${type}`}>{changeTypeWord(type)}</span>
      <span className="order-change__words">
        {orderChangeWords(change)}
        {when === undefined ? <span className="secondary"> {placeWords(change)}</span> : null}
      </span>
    </li>
  );
}
