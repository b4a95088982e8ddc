import { Rows } from './rows.ts';

/** What the service said instead of an answer. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly detail: string,
  ) {
    super(title);
  }
}

const kept = new Map<string, Promise<Rows>>();
const keptMax = 200;

/** Asks for an Arrow stream. Answers are kept until the generation changes, so going back costs nothing. */
export function getRows(path: string): Promise<Rows> {
  let answer = kept.get(path);
  if (!answer) {
    answer = ask(path)
      .then(response => response.arrayBuffer())
      .then(Rows.parse);
    answer.catch(() => kept.delete(path));
    kept.set(path, answer);
    if (kept.size > keptMax) {
      kept.delete(kept.keys().next().value!);
    }
  }
  return answer;
}

/** Forgets what an older generation answered. */
export const forgetRows = (): void => kept.clear();

export const getJson = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;

async function ask(path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin' });
  } catch {
    throw new ApiProblem(0, 'The service does not answer.', 'It may be restarting.');
  }
  if (response.status === 401 || response.redirected) {
    throw new ApiProblem(401, 'You are signed out.', 'Sign in again at /login.');
  }
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
    throw new ApiProblem(response.status, problem.title ?? `The service answered ${response.status}.`, problem.detail ?? '');
  }
  return response;
}
