package dure.stays;

import dure.client.Event;
import java.sql.Connection;
import lodging.PaymentApproved;
import lodging.ReservationPlaced;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** What an event does to the table. */
@Component
class StayTable {
  private static final String INSERT =
      "insert into stay (event, what, order_id, amount) values (?, ?, ?, ?)";

  /** Writes with the connection that it is given, which is in a transaction. */
  void take(Connection connection, Event event) {
    if (event.type().equals(ReservationPlaced.TYPE)) {
      ReservationPlaced placed = ReservationPlaced.read(event.data(), event.version());
      insert(connection, event, placed.orderId(), placed.amount());
    }
    if (event.type().equals(PaymentApproved.TYPE)) {
      PaymentApproved approved = PaymentApproved.read(event.data(), event.version());
      insert(connection, event, approved.orderId(), approved.amount());
    }
  }

  private void insert(Connection connection, Event event, String orderId, long amount) {
    SingleConnectionDataSource own = new SingleConnectionDataSource(connection, true);
    new JdbcTemplate(own).update(INSERT, event.id(), event.type(), orderId, amount);
  }
}
