package io.checkoutsuite.inventory.reservation.specimen;

/** Stands for a class about reservations. */
public class ClassOfReservations {}
