import { accessible } from '../views/accessible.mjs';
import { integrations } from '../views/integrations.mjs';

accessible('everything is accessible in integrations', integrations);
