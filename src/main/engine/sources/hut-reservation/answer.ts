import { AppError } from '#shared/errors.ts';
import { blockedError } from '../block-page.ts';
import { isRecord } from '../describe-issue.ts';
import { describeStatus } from '../http-answers.ts';
import { readJsonAnswer, sourceSubject } from '../json-answer.ts';

/**
 * The JSON of an answer. Throws `refused` for a block page and for an error in the body of an answer that calls itself
 * fine, such as `{"status":401,"description":…}`; else what `readJsonAnswer` throws.
 */
export function readHutAnswer(text: string): unknown {
  const blocked = blockedError(text);
  if (blocked !== null) throw blocked;
  const answer = readJsonAnswer(text);
  const status = isRecord(answer) ? answer['status'] : undefined;
  if (typeof status === 'number' && status >= 400 && status <= 599) throw bodyError(status);
  return answer;
}

const advice: ReadonlyMap<number, string> = new Map([
  [401, 'Rounds has no login for it.'],
  [403, 'Wait an hour, then ask it less often.'],
  [404, 'It knows no hut of this number; correct the number of the hut.'],
]);

function bodyError(status: number): AppError {
  const sentence = `${sourceSubject} ${describeStatus(status)} in its text.`;
  const next = advice.get(status);
  if (next !== undefined) return new AppError('refused', `${sentence} ${next}`);
  const isPassing = status === 429 || status >= 500;
  return new AppError(isPassing ? 'network' : 'source_changed', sentence);
}
