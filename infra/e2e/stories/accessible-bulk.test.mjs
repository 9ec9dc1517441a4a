import { accessible } from '../views/accessible.mjs';
import { bulk } from '../views/bulk.mjs';

accessible('everything is accessible in selecting people and acting on all of them', bulk);
