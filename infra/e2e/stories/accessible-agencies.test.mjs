import { agencies } from '../views/agencies.mjs';
import { accessible } from '../views/accessible.mjs';

accessible('everything is accessible about agencies, on both sides', agencies);
