//! Cron schedules as the platform reads them.
