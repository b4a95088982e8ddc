import { getRows } from '../data/api.ts';
import type { Catalogue } from '../data/catalogue.ts';

/** A cost basis that the tables have, with its evidence where amounts of two evidences must not be added up. */
export interface BasisChoice {
  readonly basis: string;
  readonly evidence: string;
}

/** The bases in which costs are known, as mart_daily_costs has them. */
export async function loadBases(catalogue: Catalogue): Promise<BasisChoice[]> {
  if (!catalogue.tables.some(table => table.name === 'mart_daily_costs')) {
    return [];
  }
  const rows = await getRows('/api/v1/tables/mart_daily_costs.arrows?group=cost_basis,cost_evidence&aggregate=cost_usd.sum');
  return [...rows]
    .filter(row => row.decimal('cost_usd') !== null)
    .map(row => ({ basis: row.text('cost_basis')!, evidence: row.text('cost_evidence')! }));
}

const names: Record<string, string> = {
  list: 'List prices',
  effective: 'Contract prices',
  'resource.allocated': 'Cost to serve: rent of our GPUs',
  'resource.modelled': 'Cost to serve: modelled',
};

/** Values and names for the choice; the two evidences of cost to serve are two choices. */
export function basisChoices(known: readonly BasisChoice[]): [string, string][] {
  const values = known.map(({ basis, evidence }) => (basis === 'resource' ? `${basis}.${evidence}` : basis));
  return [...new Set(values)]
    .sort((left, right) => Number(left !== 'list') - Number(right !== 'list') || left.localeCompare(right))
    .map(value => [value, names[value] ?? value]);
}
