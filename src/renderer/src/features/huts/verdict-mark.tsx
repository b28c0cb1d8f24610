import type { ReactNode } from 'react';
import { assertNever } from '#shared/errors.ts';
import type { HutOffer } from '#shared/model/hut.ts';
import { verdictWords } from './chosen-nights.ts';

export type Verdict = HutOffer['verdict'];

/** The shape of a verdict around 0, 0: a disc fits, a ring with a bar is full, a broken ring is not known. */
export function VerdictShape({ verdict }: { readonly verdict: Verdict }): ReactNode {
  switch (verdict) {
    case 'fits':
      return <circle r="6" className="verdict__fits" />;
    case 'full':
      return (
        <>
          <circle r="5" className="verdict__full" />
          <path d="M-5 0H5" className="verdict__full" />
        </>
      );
    case 'unknown':
      return <circle r="5" className="verdict__unknown" />;
    default:
      return assertNever(verdict);
  }
}

/** A verdict by shape and words. */
export function VerdictMark({ offer }: { readonly offer: HutOffer }): ReactNode {
  return (
    <span className="verdict">
      <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true" focusable="false">
        <VerdictShape verdict={offer.verdict} />
      </svg>
      {verdictWords(offer)}
    </span>
  );
}
