import type { View } from '../frame/declare.ts';
import { alerts } from './alerts.ts';
import { cache } from './cache/view.ts';
import { customers } from './customers/view.ts';
import { data } from './data.ts';
import { invoices } from './invoices.ts';
import { jobs } from './jobs.ts';
import { overview } from './overview/view.ts';
import { plans } from './plans.ts';
import { projection } from './projection.ts';
import { reasoning } from './reasoning.ts';
import { requests } from './requests.ts';
import { retries } from './retries/view.ts';
import { serving } from './serving/view.ts';
import { tails } from './tails.ts';

/** Every view, in the order of the menu; requests are reached from the others. */
export const views: readonly View[] = [
  overview,
  customers,
  invoices,
  reasoning,
  cache,
  retries,
  serving,
  tails,
  plans,
  projection,
  alerts,
  jobs,
  data,
  requests,
];
