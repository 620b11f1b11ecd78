/* SPDX-License-Identifier: MIT */
/* The floor of every program: it does nothing. */
int main(void)
{
    return 0;
}
