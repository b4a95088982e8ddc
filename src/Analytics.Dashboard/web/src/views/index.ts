import type { View } from '../frame/declare.ts';
import { cache } from './cache.ts';
import { customers } from './customers.ts';
import { overview } from './overview.ts';
import { reasoning } from './reasoning.ts';
import { retries } from './retries.ts';

/** Every view, in the order of the menu. */
export const views: readonly View[] = [overview, customers, reasoning, cache, retries];
