package dure.example;

import dure.client.Effects;
import dure.client.Event;
import dure.client.Reader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lodging.PaymentApproved;
import lodging.ReservationPlaced;

/**
 * Lodging's reservations and payments in a table of one's own, each once: {@code Stays <servers>
 * <file of SQLite> [name of the business on the broker]}.
 */
public final class Stays {
  private static final String TABLE =
      "create table if not exists stay (event text not null, what text not null,"
          + " order_id text not null, amount bigint not null)";

  private Stays() {}

  public static void main(String[] args) throws SQLException {
    String business = args.length > 2 ? args[2] : "lodging";
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[1])) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = full");
        statement.execute("pragma busy_timeout = 30000");
        statement.execute(TABLE);
      }
      AtomicBoolean goesOn = new AtomicBoolean(true);
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(goesOn, main)));
      List<String> contexts = List.of("place", "payment");
      try (Reader reader = new Reader(args[0], business, contexts, new Effects(connection))) {
        System.out.println("ready");
        reader.run(Stays::effect, goesOn::get);
      }
    }
  }

  private static void stop(AtomicBoolean goesOn, Thread main) {
    goesOn.set(false);
    try {
      main.join();
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
    }
  }

  private static void effect(Connection connection, Event event) throws SQLException {
    if (event.type().equals(ReservationPlaced.TYPE)) {
      ReservationPlaced placed = ReservationPlaced.read(event.data(), event.version());
      write(connection, event, placed.orderId(), placed.amount());
    }
    if (event.type().equals(PaymentApproved.TYPE)) {
      PaymentApproved approved = PaymentApproved.read(event.data(), event.version());
      write(connection, event, approved.orderId(), approved.amount());
    }
  }

  private static void write(Connection connection, Event event, String orderId, long amount)
      throws SQLException {
    String sql = "insert into stay (event, what, order_id, amount) values (?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, event.id());
      statement.setString(2, event.type());
      statement.setString(3, orderId);
      statement.setLong(4, amount);
      statement.executeUpdate();
    }
  }
}
