/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From reset to main on a Cortex-M4F; files and exit go to the host by semihosting. */
#include <stdlib.h>
#include <string.h>

extern char data_start[], data_end[], data_load[], __bss_start__[], __bss_end__[], stack_top[];
void initialise_monitor_handles(void);
int main(void);

void reset(void)
{
    *(volatile unsigned int *)0xE000ED88 |= 0xFU << 20; /* the floating point unit */
    memcpy(data_start, data_load, (size_t)(data_end - data_start));
    memset(__bss_start__, 0, (size_t)(__bss_end__ - __bss_start__));
    initialise_monitor_handles();
    exit(main());
}

/* Called by newlib at the end. */
void _fini(void);
void _fini(void)
{
}

static void fault(void)
{
    _Exit(70);
}

__attribute__((section(".vectors"), used)) static void *const vectors[16] = {
    stack_top, (void *)reset, (void *)fault, (void *)fault, (void *)fault, (void *)fault, (void *)fault};
