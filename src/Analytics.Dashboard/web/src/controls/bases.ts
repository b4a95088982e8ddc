import { getRows } from '../data/api.ts';

/** A cost basis that the tables have, with its evidence where amounts of two evidences must not be added up. */
export interface BasisChoice {
  readonly basis: string;
  readonly evidence: string;
}

/** The bases in which a table knows costs. */
export async function loadBases(table: string): Promise<BasisChoice[]> {
  const rows = await getRows(`/api/v1/tables/${table}.arrows?group=cost_basis,cost_evidence&aggregate=cost_usd.sum`);
  return [...rows]
    .filter(row => row.decimal('cost_usd') !== null)
    .map(row => ({ basis: row.text('cost_basis')!, evidence: row.text('cost_evidence')! }));
}

const names: Record<string, string> = {
  list: 'List prices',
  effective: 'Contract prices',
  'resource.allocated': 'Cost to serve: rent of our GPUs',
  'resource.modelled': 'Cost to serve: modelled',
  'billed.measured': 'Invoices: what logs do not explain',
  'billed.reconciled': 'Invoices: what logs explain',
};

/** Prices have one evidence or are told apart by it; of these two bases the evidences must never be in one total. */
const divided = ['resource', 'billed'];

/** Values and names for the choice. */
export function basisChoices(known: readonly BasisChoice[]): [string, string][] {
  const values = known.map(({ basis, evidence }) => (divided.includes(basis) ? `${basis}.${evidence}` : basis));
  return [...new Set(values)]
    .sort((left, right) => Number(left !== 'list') - Number(right !== 'list') || left.localeCompare(right))
    .map(value => [value, names[value] ?? value]);
}
