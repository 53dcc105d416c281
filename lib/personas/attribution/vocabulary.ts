import { countriesByRegion } from './data/countries.ts';

export const ages = ['0-14', '15-24', '25-34', '35-44', '45-54', '55-64', '65-74', '75+'] as const;
export const genders = ['female', 'male', 'nonbinary'] as const;
export const occupationGroups = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export const regions: readonly string[] = Object.keys(countriesByRegion);
